import './lib/design/base.css'
import { mount } from 'svelte'
import App from './App.svelte'
import { appearance } from './lib/appearance.svelte'

const target = document.getElementById('app')
if (!target) throw new Error('no #app in index.html')
appearance.start()
mount(App, { target })
