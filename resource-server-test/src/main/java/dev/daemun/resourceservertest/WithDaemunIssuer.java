package dev.daemun.resourceservertest;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Starts an issuer in the process of the test, which the service under test trusts instead of the one in its configuration, and whose
 * withdrawals it hears of. The {@link DaemunTestIssuer} is a bean: let the test have it injected.
 *
 * <p>The audience and the signature algorithm are those in the service's configuration; the properties of the issuer and of its
 * revocation feed are replaced. A service that reads withdrawals from Kafka keeps doing so. Tests that share an application context
 * share its issuer. In a test slice tokens are verified as well, but nothing hears of withdrawals.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface WithDaemunIssuer {}
