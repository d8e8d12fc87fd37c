import { readStartArguments } from '../../scripts/start-arguments.js'

test('without arguments it is the story', () => {
  expect(readStartArguments([])).toEqual({ kind: 'story' })
})

test('--help wins', () => {
  expect(readStartArguments(['--help', '--as', 'x'])).toEqual({ kind: 'help' })
})

test('one step takes any inputs, and a value may hold an equals sign or be empty', () => {
  const given = ['--world', 'w.yaml', '--as', 'runner', '--input', 'a=b=c', '--input', 'd=']
  expect(readStartArguments(given)).toEqual({
    kind: 'step',
    world: 'w.yaml',
    principal: 'runner',
    inputs: { a: 'b=c', d: '' }
  })
})

test.each([
  [['--world', 'w'], 'one step needs --as NAME'],
  [['--as', 'x'], 'one step needs --world FILE'],
  [['--input', 'a=b'], 'one step needs --world FILE and --as NAME'],
  [['--world', 'w', '--as', 'x', '--input', 'a'], '--input takes name=value; got "a"'],
  [['--world', 'w', '--as', 'x', '--input', '=a'], '--input takes name=value; got "=a"'],
  [['--world', 'w', '--as', 'x', '--input', 'a=1', '--input', 'a=2'], '--input a is given twice'],
  [['--wrong'], /--wrong/],
  [['stray'], /stray/]
])('%j is wrong', (given, message) => {
  const answer = readStartArguments(given)
  expect(answer.kind).toBe('wrong')
  expect('message' in answer && answer.message).toMatch(message)
})
