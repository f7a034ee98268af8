// Every screen of the navigation, in its order: one line each. The key of its name is `nav.<id>`.
// A page receives `path`, what follows its feature in the address: `router.go('requests', id)` gives `path = [id]`.

import type { Component } from 'svelte'
import type { IconName } from '$src/design/icons'
import Guide from '$src/features/guide/Guide.svelte'
import Home from '$src/features/home/Home.svelte'
import People from '$src/features/people/People.svelte'
import Posters from '$src/features/posters/Posters.svelte'
import Queue from '$src/features/queue/Queue.svelte'
import Requests from '$src/features/requests/Requests.svelte'
import Settings from '$src/features/settings/Settings.svelte'
import Workshops from '$src/features/workshops/Workshops.svelte'

export type FeatureId = 'home' | 'people' | 'workshops' | 'requests' | 'queue' | 'posters' | 'guide' | 'settings'

type Page = Component<{ path: string[] }>

export interface Feature {
  id: FeatureId
  icon: IconName
  page: Page
}

/** A page of one screen, which has no use for the path. */
const single = (page: Component) => page as unknown as Page

export const features: Feature[] = [
  { id: 'home', icon: 'home', page: single(Home) },
  { id: 'people', icon: 'people', page: People },
  { id: 'workshops', icon: 'workshop', page: Workshops },
  { id: 'requests', icon: 'request', page: Requests },
  { id: 'queue', icon: 'send', page: single(Queue) },
  { id: 'posters', icon: 'poster', page: Posters },
  { id: 'guide', icon: 'guide', page: Guide },
  { id: 'settings', icon: 'settings', page: Settings },
]
