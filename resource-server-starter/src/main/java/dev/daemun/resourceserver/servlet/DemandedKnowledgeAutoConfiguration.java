package dev.daemun.resourceserver.servlet;

import dev.daemun.resourceserver.withdrawal.DemandedKnowledge;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/** Lets a caller demand for one call that this service knows what was withdrawn up to a place in the issuer's log. */
@AutoConfiguration(afterName = "dev.daemun.resourceserver.withdrawal.WithdrawalAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(DemandedKnowledge.class)
class DemandedKnowledgeAutoConfiguration {
    /** Behind the security filters, so that only who may call learns how far this service has come. */
    private static final int AFTER_SECURITY = 0;

    @Bean
    FilterRegistrationBean<DemandedKnowledgeFilter> demandedKnowledgeFilter(DemandedKnowledge knowledge) {
        FilterRegistrationBean<DemandedKnowledgeFilter> filter =
                new FilterRegistrationBean<>(new DemandedKnowledgeFilter(knowledge));
        filter.setOrder(AFTER_SECURITY);
        return filter;
    }
}
