/**
 * The one door in front of the services. A request goes through it like this:
 *
 * <pre>
 *  caller
 *    |  limits.HeaderTime, CallerTime     request line, headers and body must come in time
 *    |  requests.BareRefusals             what cannot be read as HTTP is refused with problem details
 *    |  headers.UntrustedHeaders          what only a trusted proxy may say is removed
 *    v
 *  web filters, for every path
 *    |  requests.RequestId                gives it an id; completes the problem details of the answer
 *    |  pages.PageHeaders                 what a browser may do with the page
 *    |  limits.AddressLimit               counts the requests of an address
 *    |  requests.WellFormedRequests       refuses what could be read in two ways
 *    |  Spring Security, by the starter   verifies the token; decides about other origins
 *    v
 *  gateway filters, for a route           (where there is none: pages, or a 404)
 *    |  routes.RouteAccess                who may use the route
 *    |  limits.SubjectLimit               counts the requests of a subject
 *    |  routes.WebSocketRoutes            no WebSocket where the route has none
 *    |  limits.BodyLimit, ArrivingBody    how much a body may bring, and until when
 *    |  failures.CircuitBreakers          leaves a service alone that does not answer
 *    |  failures.ServiceCalls             says who is at fault; asks once more
 *    |  routes.SmallAnswers               passes a small answer on as a whole, or not at all
 *    |  routes.RequestTarget              path and query as they were sent
 *    |  headers.EmptyBodies, CrossOriginHeaders
 *    v
 *  service                                called by routes.ServiceConnections
 *    |  routes.InterimAnswers             drops what is not the final answer
 *    |  headers.LocationHeaders           paths that lead back to the service
 *    v
 *  caller                                 failures.FailureAnswers, where something failed on the way
 * </pre>
 */
package dev.daemun.gateway;
