// What is behind the passphrase: read while it is being typed, so that the first page is there sooner.

export { default as Shell } from './Shell.svelte'
export { default as SetupPage } from '$src/features/setup/SetupPage.svelte'
export { default as Station } from '$src/features/station/Station.svelte'
