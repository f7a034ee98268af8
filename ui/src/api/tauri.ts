import { invoke } from '@tauri-apps/api/core'
import { listen } from '@tauri-apps/api/event'
import { getCurrentWebview } from '@tauri-apps/api/webview'
import { save } from '@tauri-apps/plugin-dialog'
import type { Backend } from './backend'
import { client, type Wire } from './client'

const wire: Wire = {
  ask(command, args, file) {
    if (!file) return invoke(command, args)
    // The file is the body, as it is; the other arguments travel in a header.
    return invoke(command, file, { headers: { 'x-arguments': encodeURIComponent(JSON.stringify(args)) } })
  },
  listen: (name, listener) => listen<Parameters<typeof listener>[0]>(name, (event) => listener(event.payload)),
}

const commands = client(wire)

export const backend: Backend = {
  ...commands,
  // Where the application cannot copy by itself, the web view can.
  copyText: (text) => commands.copyText(text).catch(() => navigator.clipboard.writeText(text)),
  setZoom: (factor) => getCurrentWebview().setZoom(factor),
  askWhereToSave: (suggestedName) =>
    save({ defaultPath: suggestedName, filters: [{ name: 'PDF', extensions: ['pdf'] }] }),
}
