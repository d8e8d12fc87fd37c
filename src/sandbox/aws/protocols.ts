import type { Service } from './operation.js'
import { cloudTrailProtocol, jsonProtocol } from './protocols/json.js'
import type { Protocol } from './protocols/protocol.js'
import { createQueryProtocol } from './protocols/query.js'
import { restJsonProtocol } from './protocols/rest-json.js'

/** How each service's calls are written. */
export const protocols: Readonly<Record<Service, Protocol>> = {
  iam: createQueryProtocol({
    version: '2010-05-08',
    namespace: 'https://iam.amazonaws.com/doc/2010-05-08/'
  }),
  sts: createQueryProtocol({
    version: '2011-06-15',
    namespace: 'https://sts.amazonaws.com/doc/2011-06-15/'
  }),
  'sms-voice': jsonProtocol,
  mobiletargeting: restJsonProtocol,
  cloudtrail: cloudTrailProtocol
}
