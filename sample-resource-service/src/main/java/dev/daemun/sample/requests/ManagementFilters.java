package dev.daemun.sample.requests;

import jakarta.servlet.Filter;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** The management port has a Tomcat of its own, to which Spring Boot gives none of the application's filters. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementFilters {
    @Bean
    FilterRegistrationBean<RequestIdFilter> managementRequestId(RequestIdFilter filter) {
        return first(filter, 0);
    }

    @Bean
    FilterRegistrationBean<FailureFilter> managementFailures(FailureFilter filter) {
        return first(filter, 1);
    }

    private static <F extends Filter> FilterRegistrationBean<F> first(F filter, int later) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + later);
        return registration;
    }
}
