import type { Toolkit } from '../../src/github/toolkit.js'

/** A runner's toolkit that remembers what it was told, in order. */
export class FakeToolkit implements Toolkit {
  readonly calls: (readonly string[])[] = []
  summaryAnswer: 'written' | 'no-file' | Error = 'written'
  outputsAnswer: 'written' | Error = 'written'

  error(message: string, { title }: { readonly title: string }): void {
    this.calls.push(['error', title, message])
  }
  warning(message: string, { title }: { readonly title: string }): void {
    this.calls.push(['warning', title, message])
  }
  notice(message: string, { title }: { readonly title: string }): void {
    this.calls.push(['notice', title, message])
  }
  info(line: string): void {
    this.calls.push(['info', line])
  }
  startGroup(name: string): void {
    this.calls.push(['startGroup', name])
  }
  endGroup(): void {
    this.calls.push(['endGroup'])
  }
  setSecret(secret: string): void {
    this.calls.push(['setSecret', secret])
  }
  setOutput(name: string, value: string): void {
    if (this.outputsAnswer instanceof Error) throw this.outputsAnswer
    this.calls.push(['setOutput', name, value])
  }
  failStep(): void {
    this.calls.push(['failStep'])
  }
  setFailed(message: string): void {
    this.calls.push(['setFailed', message])
  }
  writeSummary(markdown: string): Promise<'written' | 'no-file'> {
    this.calls.push(['writeSummary', markdown])
    return this.summaryAnswer instanceof Error
      ? Promise.reject(this.summaryAnswer)
      : Promise.resolve(this.summaryAnswer)
  }
}
