package dev.daemun.resourceserver.servlet;

import dev.daemun.resourceserver.chain.OwnChains;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;

/** Lets an application build a filter chain of its own on the starter's, and says which it has built without. */
@AutoConfiguration(after = ServletSecurityAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(JwtDecoder.class)
class OwnChainAutoConfiguration {
    private static final String MEND =
            "end its bean method with ResourceServerSecurity.chain(http) instead of http.build().";

    @Bean
    @ConditionalOnMissingBean
    OwnChains ownChains() {
        return new OwnChains();
    }

    @Bean
    @ConditionalOnMissingBean
    ResourceServerSecurity resourceServerSecurity(OwnChains chains, StarterChain starter) {
        return new ResourceServerSecurity(chains, starter::build);
    }

    @Bean
    SmartInitializingSingleton whoeverBuildsAChain(OwnChains chains, ConfigurableListableBeanFactory beans) {
        return () -> chains.logOthers(beans, SecurityFilterChain.class, MEND);
    }
}
