package dev.daemun.resourceserver.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.function.Predicate;

/**
 * Leaves a filter out for requests that it would pass on as they are. What such a filter costs is less its look at the request than the
 * attribute of the request by which it is called once.
 *
 * @param concerned true for all requests that the filter may do anything with
 * @param filter one that is called once for a request, at its first dispatch: the later ones go past it here as well
 */
record OnlyWhere(Predicate<HttpServletRequest> concerned, Filter filter) implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getDispatcherType() == DispatcherType.REQUEST && concerned.test((HttpServletRequest) request)) {
            filter.doFilter(request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }
}
