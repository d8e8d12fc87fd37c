import { simulatorFor } from '../../../src/domain/messaging/simulator.js'
import { simulatorCountry } from '../../../src/sandbox/aws/sms-voice/sending/simulators.js'

const countries =
  'AT AU BE CH CL CZ DK EE ES FI FR GB HK HU IT JE LU NL NO PL PT RO SE TW US'.split(' ')

test.each(countries)('the simulator of %s is one of that country', (country) => {
  expect(simulatorCountry(simulatorFor({ country }))).toBe(country)
})

test.each([[undefined], [{}], [{ country: 'BR' }], [{ country: 'constructor' }]])(
  'of %j it is the United States’',
  (number) => {
    expect(simulatorFor(number)).toBe('+14254147755')
  }
)
