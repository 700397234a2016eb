package dev.daemun.sample.documentation;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the API documentation a button to sign in with: authorization code flow with PKCE. */
@Configuration(proxyBeanMethods = false)
class SignInDocumentation {
    private static final String SIGN_IN = "sign-in";

    @Bean
    OpenAPI documentation(@Value("${spring.security.oauth2.resourceserver.jwt.issuer-uri}") String issuer) {
        // As Keycloak has them. Asking its metadata instead would make the start wait for it.
        String endpoints = issuer + "/protocol/openid-connect";
        OAuthFlow flow = new OAuthFlow()
                .authorizationUrl(endpoints + "/auth")
                .tokenUrl(endpoints + "/token")
                .scopes(new Scopes().addString("openid", "Sign in"));
        SecurityScheme signIn =
                new SecurityScheme().type(SecurityScheme.Type.OAUTH2).flows(new OAuthFlows().authorizationCode(flow));
        return new OpenAPI()
                .info(new Info().title("Sample resource service").description("Who am I, and my orders."))
                .components(new Components().addSecuritySchemes(SIGN_IN, signIn))
                .addSecurityItem(new SecurityRequirement().addList(SIGN_IN, "openid"));
    }
}
