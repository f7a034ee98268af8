import type { SetupView } from '$src/api/types'
import type { PlainKey } from '$src/texts/i18n'

export const steps = ['structure', 'staff', 'badges', 'mode', 'recovery'] as const
export type Step = (typeof steps)[number]

export const words: Record<Step, { title: PlainKey; lead: PlainKey }> = {
  structure: { title: 'setup.structure', lead: 'setup.structure_lead' },
  staff: { title: 'setup.staff', lead: 'setup.staff_lead' },
  badges: { title: 'setup.badges', lead: 'setup.badges_lead' },
  mode: { title: 'setup.mode', lead: 'setup.mode_lead' },
  recovery: { title: 'setup.recovery', lead: 'setup.recovery_lead' },
}

/** Where to take up again; the last step when all were seen. */
export function stepOf(setup: SetupView): Step {
  return steps.find((step) => step === setup.step) ?? (setup.step === 'done' ? 'recovery' : 'structure')
}

/** The step so many places further; `undefined` past an end. */
export function beside(step: Step, by: 1 | -1): Step | undefined {
  return steps[steps.indexOf(step) + by]
}

/** Whether what a step asks is known. */
export function isDone(step: Step, setup: SetupView): boolean {
  switch (step) {
    case 'structure':
      return setup.structure.name.trim() !== '' && setup.structure.kind !== null
    case 'staff':
      return setup.staff.length > 0
    case 'badges':
      return setup.offered > 0 && setup.rules_complete === setup.offered
    case 'mode':
      return setup.validation_mode !== null
    case 'recovery':
      return setup.recovery === null
  }
}
