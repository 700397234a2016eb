package dev.daemun.resourceserver;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;

/** What both stacks say of this service. */
@AutoConfiguration
@EnableConfigurationProperties({OAuth2ResourceServerProperties.class, ResourceServerProperties.class})
class ResourceAutoConfiguration {
    @Bean
    ProtectedResource protectedResource(ResourceServerProperties properties, OAuth2ResourceServerProperties server) {
        return new ProtectedResource(properties.publicUrls(), server.getJwt().getIssuerUri());
    }
}
