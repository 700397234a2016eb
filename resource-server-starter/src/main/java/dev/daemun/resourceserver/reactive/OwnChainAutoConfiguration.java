package dev.daemun.resourceserver.reactive;

import dev.daemun.resourceserver.chain.OwnChains;
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
import org.springframework.security.web.server.SecurityWebFilterChain;

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
    ReactiveResourceServerSecurity reactiveResourceServerSecurity(OwnChains chains, StarterChain starter) {
        return new ReactiveResourceServerSecurity(chains, starter::build);
    }

    @Bean
    SmartInitializingSingleton whoeverBuildsAChain(OwnChains chains, ConfigurableListableBeanFactory beans) {
        return () -> chains.logOthers(beans, SecurityWebFilterChain.class, MEND);
    }
}
