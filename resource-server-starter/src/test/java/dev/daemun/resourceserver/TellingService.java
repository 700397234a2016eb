package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** On servlets: tells everything that an application can see of its caller, from each place where it can look. */
@RestController
class TellingService {
    private static final String FILTERS_LEFT = TellingService.class.getName() + ".filtersLeft";

    private final AtomicInteger successes = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();

    @EventListener
    void count(AuthenticationSuccessEvent event) {
        successes.incrementAndGet();
    }

    @EventListener
    void count(AbstractAuthenticationFailureEvent event) {
        failures.incrementAndGet();
    }

    @GetMapping("/who")
    Map<String, Object> who(HttpServletRequest request) {
        return told(request);
    }

    @GetMapping("/async")
    Callable<Map<String, Object>> async(HttpServletRequest request) {
        return () -> caller();
    }

    @GetMapping("/async/broken")
    Callable<String> asyncBroken() {
        return () -> {
            throw new IllegalStateException("It is broken.");
        };
    }

    @GetMapping("/async/managers")
    @PreAuthorize("hasRole('manager')")
    Callable<String> asyncManagers() {
        return () -> "managers";
    }

    @GetMapping("/deferred")
    DeferredResult<String> deferred() {
        DeferredResult<String> result = new DeferredResult<>();
        new Thread(() -> result.setResult("later")).start();
        return result;
    }

    /**
     * Spring Security adds its headers when the request's thread has gone through its filters, or when the answer begins. Here
     * the answer waits for that thread, since otherwise it is chance which of the two comes first and what headers there are.
     */
    @GetMapping("/stream")
    StreamingResponseBody stream(HttpServletRequest request) {
        CountDownLatch filtersLeft = (CountDownLatch) request.getAttribute(FILTERS_LEFT);
        return out -> {
            try {
                assertThat(filtersLeft.await(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
            out.write(String.valueOf(caller()).getBytes(StandardCharsets.UTF_8));
        };
    }

    @Bean
    FilterRegistrationBean<Filter> aroundAllFilters() {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>((request, response, chain) -> {
            CountDownLatch filtersLeft = new CountDownLatch(1);
            request.setAttribute(FILTERS_LEFT, filtersLeft);
            try {
                chain.doFilter(request, response);
            } finally {
                filtersLeft.countDown();
            }
        });
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        filter.setDispatcherTypes(DispatcherType.REQUEST);
        return filter;
    }

    @GetMapping("/forward")
    void forward(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        request.getRequestDispatcher("/who").forward(request, response);
    }

    /** The metadata are the answer of a filter to a request from outside, and to nothing else. */
    @GetMapping("/forward/metadata")
    void forwardToMetadata(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        request.getRequestDispatcher(ProtectedResource.METADATA).forward(request, response);
    }

    /** Spring Security offers a servlet's own way to sign in and out, and whoever goes it must find the same caller afterwards. */
    @GetMapping("/log-in")
    Map<String, Object> logIn(HttpServletRequest request) {
        String refusal = "none";
        try {
            request.login("somebody", "else");
        } catch (ServletException e) {
            refusal = String.valueOf(e.getMessage());
        }
        Map<String, Object> told = caller();
        told.put("refusal", refusal);
        return told;
    }

    @GetMapping("/log-out")
    Map<String, Object> logOut(HttpServletRequest request) throws ServletException {
        request.logout();
        Map<String, Object> told = caller();
        told.put("remoteUser", String.valueOf(request.getRemoteUser()));
        return told;
    }

    @GetMapping("/include")
    void include(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        request.getRequestDispatcher("/included").include(request, response);
        response.getWriter().write(" and after it " + caller());
    }

    @GetMapping("/included")
    void included(HttpServletResponse response) throws IOException {
        response.getWriter().write("inside " + caller());
    }

    @GetMapping("/early")
    void early(HttpServletResponse response) throws IOException {
        response.setHeader("X-Frame-Options", "SAMEORIGIN");
        response.flushBuffer();
        response.getWriter().write("early");
    }

    @GetMapping("/encoded")
    String encoded(HttpServletRequest request, HttpServletResponse response) {
        request.getSession();
        return response.encodeURL("/x");
    }

    @GetMapping("/refused")
    void refused(HttpServletResponse response) throws IOException {
        response.sendError(409, "no");
    }

    /** Whoever writes into its caller must not change the next request's. */
    @GetMapping("/spoil")
    String spoil() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        caller.setAuthenticated(false);
        ((AbstractAuthenticationToken) caller).setDetails("spoiled");
        ((AbstractAuthenticationToken) caller).eraseCredentials();
        return "spoiled";
    }

    @GetMapping("/same")
    int same() {
        return System.identityHashCode(
                SecurityContextHolder.getContext().getAuthentication().getPrincipal());
    }

    @GetMapping("/events")
    List<Integer> events() {
        return List.of(successes.get(), failures.get());
    }

    private static Map<String, Object> told(HttpServletRequest request) {
        Map<String, Object> told = caller();
        told.put("userPrincipal", String.valueOf(request.getUserPrincipal().getName()));
        told.put("remoteUser", String.valueOf(request.getRemoteUser()));
        told.put("isMember", request.isUserInRole("member"));
        told.put("isManager", request.isUserInRole("manager"));
        told.put("authType", String.valueOf(request.getAuthType()));
        told.put("dispatch", request.getDispatcherType().name());
        told.put("forwardedFrom", String.valueOf(request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI)));
        return told;
    }

    private static Map<String, Object> caller() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        Map<String, Object> told = new TreeMap<>();
        if (caller == null) {
            told.put("caller", "nobody");
            return told;
        }
        told.put("class", caller.getClass().getName());
        told.put("name", caller.getName());
        told.put("authenticated", caller.isAuthenticated());
        told.put("principal", caller.getPrincipal().getClass().getName());
        told.put("claims", new TreeMap<>(((Jwt) caller.getPrincipal()).getClaims()).toString());
        told.put("credentials", ((Jwt) caller.getCredentials()).getTokenValue());
        told.put(
                "details",
                caller.getDetails().getClass().getName() + " "
                        + String.valueOf(caller.getDetails()).replaceAll("\\d+", "0"));
        told.put(
                "authorities",
                caller.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .sorted()
                        .toList());
        told.put(
                "factorsAreFresh",
                caller.getAuthorities().stream()
                        .filter(FactorGrantedAuthority.class::isInstance)
                        .map(FactorGrantedAuthority.class::cast)
                        .map(factor ->
                                factor.getIssuedAt().isAfter(Instant.now().minusSeconds(2)))
                        .toList());
        return told;
    }
}
