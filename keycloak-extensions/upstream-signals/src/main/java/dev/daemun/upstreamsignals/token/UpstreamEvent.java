package dev.daemun.upstreamsignals.token;

import java.time.Instant;

/**
 * One thing that a provider says about one of its accounts.
 *
 * @param signal null where the type is unknown here
 * @param subject the account's id at the provider; null where the provider names it in a way that is unknown here
 * @param time when it happened, by the provider's clock
 * @param reason what the provider gives as the reason; null where it gives none
 */
public record UpstreamEvent(Signal signal, String subject, Instant time, String reason) {}
