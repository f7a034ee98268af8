// Short notices above the list of what is left to do: what waits, and where one sees to it. One line each; add others here.

import type { HomeView, PutOffStep } from '$src/api/types'
import type { IconName } from '$src/design/icons'
import { t } from '$src/texts/i18n'

export interface HomeNotice {
  icon: IconName
  text: string
  /** The address of the screen, in parts. */
  to: [string, ...string[]]
}

/** What the notices are made from, besides the view of the screen. */
export interface Around {
  /** Answers of INAÉ that nobody has seen, as the navigation counts them. */
  answers: number
  putOff: PutOffStep[]
  online: boolean
  /** Nothing can be linked nor sent. */
  practice: boolean
}

export function noticesOf(home: HomeView, { answers, putOff, online, practice }: Around): HomeNotice[] {
  const [first] = home.to_close
  const notices: (HomeNotice | false)[] = [
    answers > 0 && { icon: 'request', text: t('home.answers', { n: answers }), to: ['requests', 'answers'] },
    first !== undefined && {
      icon: 'bars',
      text: t('home.to_close', { n: home.to_close.length, place: first.place, date: first.date_text }),
      to: home.to_close.length > 1 ? ['workshops'] : ['workshops', first.id, 'summary'],
    },
    home.waiting > 0 && { icon: 'clock', text: t('home.waiting', { n: home.waiting }), to: ['queue'] },
    home.posters_outdated > 0 && {
      icon: 'poster',
      text: t('home.posters_outdated', { n: home.posters_outdated }),
      to: ['posters', 'hung'],
    },
    home.posters_unsaid > 0 && {
      icon: 'poster',
      text: t('home.posters_unsaid', { n: home.posters_unsaid }),
      to: ['posters', 'hung'],
    },
    ...putOff.map((step): HomeNotice => ({
      icon: 'guide',
      text: t(online ? 'home.put_off_online' : 'home.put_off', { title: step.title }),
      to: ['guide', step.track, String(step.position)],
    })),
    !home.enrolled && !practice && { icon: 'link', text: t('home.enrol'), to: ['queue'] },
  ]
  return notices.filter((one) => one !== false)
}
