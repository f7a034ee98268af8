import './lib/design/base.css'
import { mount } from 'svelte'
import App from './App.svelte'

const target = document.getElementById('app')
if (!target) throw new Error('no #app in index.html')
mount(App, { target })
