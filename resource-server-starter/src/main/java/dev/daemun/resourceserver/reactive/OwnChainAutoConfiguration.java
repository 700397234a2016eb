package dev.daemun.resourceserver.reactive;

import dev.daemun.resourceserver.ProtectedResource;
import dev.daemun.resourceserver.ResourceServerProperties;
import dev.daemun.resourceserver.chain.OwnChains;
import dev.daemun.resourceserver.dpop.ProofVerifier;
import dev.daemun.resourceserver.withdrawal.StaleKnowledge;
import dev.daemun.resourceserver.withdrawal.WithdrawnTokens;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.ReactiveJwtAuthenticationConverter;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.cors.reactive.CorsConfigurationSource;

/** Lets an application build a filter chain of its own on the starter's, and says which it has built without. */
@AutoConfiguration(after = ReactiveSecurityAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(EnableWebFluxSecurity.class)
@ConditionalOnBean(ReactiveJwtDecoder.class)
class OwnChainAutoConfiguration {
    private static final String MEND =
            "end its bean method with ReactiveResourceServerSecurity.chain(http) instead of http.build().";

    @Bean
    @ConditionalOnMissingBean
    OwnChains ownChains() {
        return new OwnChains();
    }

    @Bean
    @ConditionalOnMissingBean
    ReactiveResourceServerSecurity reactiveResourceServerSecurity(
            OwnChains chains,
            ReactiveSecurityAutoConfiguration starter,
            ResourceServerProperties properties,
            ReactiveJwtDecoder decoder,
            ReactiveJwtAuthenticationConverter authorities,
            ServerAuthenticationConverter tokens,
            CorsConfigurationSource origins,
            ProofVerifier proofs,
            ProtectedResource resource,
            ObjectProvider<WithdrawnTokens> withdrawn,
            ObjectProvider<StaleKnowledge> withdrawals) {
        return new ReactiveResourceServerSecurity(
                chains,
                http -> starter.resourceServerSecurityWebFilterChain(
                        http,
                        properties,
                        decoder,
                        authorities,
                        tokens,
                        origins,
                        proofs,
                        resource,
                        withdrawn,
                        withdrawals));
    }

    @Bean
    SmartInitializingSingleton whoeverBuildsAChain(OwnChains chains, ConfigurableListableBeanFactory beans) {
        return () -> chains.logOthers(beans, SecurityWebFilterChain.class, MEND);
    }
}
