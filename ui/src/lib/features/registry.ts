// Every screen of the navigation, in its order: one line each. The key of its name is `nav.<id>`.
// A page receives `path`, what follows its feature in the address: `router.go('requests', id)` gives `path = [id]`.

import type { Component } from 'svelte'
import type { IconName } from '$lib/design/icons'
import Guide from './guide/Guide.svelte'
import Home from './home/Home.svelte'
import People from './people/People.svelte'
import Posters from './posters/Posters.svelte'
import Queue from './queue/Queue.svelte'
import Requests from './requests/Requests.svelte'
import Settings from './settings/Settings.svelte'
import Workshops from './workshops/Workshops.svelte'

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
