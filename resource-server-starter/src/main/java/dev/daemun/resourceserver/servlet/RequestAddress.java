package dev.daemun.resourceserver.servlet;

import jakarta.servlet.http.HttpServletRequest;

/** The address of a request as it was sent, but for what {@code server.forward-headers-strategy} makes of it. */
final class RequestAddress {
    private RequestAddress() {}

    /** Address of the application's root, without a slash at the end. */
    static String root(HttpServletRequest request) {
        StringBuffer all = request.getRequestURL();
        return all.substring(0, all.length() - path(request).length());
    }

    /** Path within the application. */
    static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }
}
