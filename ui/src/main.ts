import '$src/design/base.css'
import { mount } from 'svelte'
import App from '$src/app/App.svelte'
import { appearance } from '$src/state/appearance.svelte'

const target = document.getElementById('app')
if (!target) throw new Error('no #app in index.html')
appearance.start()
mount(App, { target })
