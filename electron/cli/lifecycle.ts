import { cardTypes, endsIn, options, processes, states } from '../../shared/lifecycle'
import { checkLifecycle } from '../engine/check-lifecycle'
import { processName, stateLabel, stateMeaning, t } from '../../shared/texts'

/** The whole product model as data: what `desk lifecycle` prints. */
export function describeLifecycle() {
  checkLifecycle()
  return {
    cardTypes: cardTypes.map((id) => ({
      id,
      label: t(`lifecycle.cardTypes.${id}.one`),
      states: states[id].map((state) => ({
        id: state.id,
        label: stateLabel(id, state.id),
        meaning: stateMeaning(id, state.id),
        start: state.kind === 'start',
        final: state.kind === 'final',
      })),
      transitions: processes
        .filter((process) => process.cardType === id)
        .flatMap((process) =>
          process.moves.map(([from, to]) => ({ from, to, process: process.symbolicName, by: process.by })),
        ),
    })),
    processes: processes.map((process) => {
      // A process that only makes cards starts from nothing: `from` is null. One that can do either says so
      // by its transition from null.
      const from = process.startsIn.filter((state) => state !== null)
      return {
        symbolicName: process.symbolicName,
        name: processName(process.symbolicName),
        cardType: process.cardType,
        from: from.length === 0 ? null : from,
        to: endsIn(process),
        roles: [process.by],
        enabledByDefault: process.enabledByDefault,
        source: process.source,
      }
    }),
    options: options.map(({ name, cardType, default: value }) => ({
      name,
      cardType,
      default: value,
      meaning: t(`lifecycle.options.${name}.meaning`),
    })),
  }
}
