declare module '@echogarden/espeak-ng-emscripten' {
  /** eSpeak NG, compiled to JavaScript by the Echogarden project. */
  export interface Worker {
    set_voice(language: string): number
    set_rate(wordsAMinute: number): void
    get_samplerate(): number
    /** `part`: samples of 16 bits, valid during the call only. */
    synthesize(text: string, part: (samples: Int16Array | ArrayBuffer | null) => boolean): void
  }
  export default function load(): Promise<{ eSpeakNGWorker: new () => Worker }>
}
