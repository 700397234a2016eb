/**
 * A small real service on the resource-server-starter. A request goes through it like this:
 *
 * <pre>
 *  gateway
 *    |  requests.TomcatLimits             as many headers as the gateway lets through; Tomcat's own refusals
 *    v
 *  filters
 *    |  requests.RequestIdFilter          the gateway's id in log lines and problems
 *    |  requests.FailureFilter            refuses a query that cannot be read; answers for what nobody answered for
 *    |  requests.BodyLimitFilter          no body larger than any request needs
 *    |  requests.Utf8Filter               no body in another character set
 *    |  Spring Security, by the starter   verifies the token; requests.ErrorAnswers where it refuses a path
 *    v
 *  controllers                            requests.StrictJson reads, requests.ValidationProblems says what is wrong
 *    |  me.MeController                   what the token says
 *    |  orders.OrderController            who may see an order is part of each query (orders.Orders)
 *    |  members.MemberController          what the identity events have said of the members
 *    |  second.SecondServiceController    asks another service in the caller's name, with the profile "second"
 *    v
 *  database
 *    ^
 *    |  members.MemberEvents, Inbox       keeps the members as the events say, each event once
 *    |  members.IdentityEventWebhook      signed deliveries of the event relay
 *    |  members.IdentityEventTopic        or its topic in Kafka
 *  Keycloak
 * </pre>
 */
package dev.daemun.sample;
