package dev.daemun.resourceservertest;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.security.test.context.support.WithSecurityContext;

/**
 * Runs a test, or each test of a class, as somebody whose access token says this. It serves MockMvc and a {@code WebTestClient} that
 * calls no server, in test slices ({@code @WebMvcTest}, {@code @WebFluxTest}) and in whole applications.
 *
 * <p>The authorities come from the claims by the converter that the application has in production: {@code ROLE_<role>} for each role
 * and {@code SCOPE_<scope>} for each scope, unless the application defines another one. The token is not signed and passes no decoder,
 * so neither its times nor a withdrawal is looked at: for that, see {@link WithDaemunIssuer}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@WithSecurityContext(factory = TokenSecurityContext.class)
public @interface WithDaemunToken {
    /** Who it is: the claim {@code sub}. */
    String subject() default "somebody";

    /** What they may do: the claim {@code roles}, without the prefix {@code ROLE_}. */
    String[] roles() default {};

    /** What the client was allowed to ask for: the claim {@code scope}, without the prefix {@code SCOPE_}. */
    String[] scopes() default {"openid"};

    /** How the session signed in: the claim {@code idp}, {@code kakao}, {@code google} or {@code password}. */
    String idp() default "password";

    /** Further claims, or other values for those above, as a JSON object: <code>{"age_over_19": true}</code>. */
    String claims() default "{}";
}
