package dev.daemun.sample.orders;

import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
@RequestMapping("/orders")
@Tag(name = "Orders")
class OrderController {
    private final Orders orders;

    OrderController(Orders orders) {
        this.orders = orders;
    }

    /** Makes an order in the caller's name. */
    @PostMapping
    @PreAuthorize("hasRole('member')")
    ResponseEntity<Order> order(@Valid @RequestBody NewOrder wanted, Authentication caller) {
        // As much as both databases keep, so that the answer is what a later look shows.
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Order order = new Order(UUID.randomUUID(), caller.getName(), null, wanted.item(), wanted.quantity(), now);
        orders.add(order);
        return ResponseEntity.created(URI.create("/orders/" + order.id())).body(order);
    }

    /** The caller's orders, or everybody's for an order manager. */
    @GetMapping
    @PreAuthorize("hasAnyRole('member', 'order-manager')")
    OrderPage list(
            @RequestParam(defaultValue = "0") @Min(0) @Max(100_000) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size,
            Authentication caller) {
        return orders.page(Viewer.of(caller), page, size);
    }

    /** One order; 404 for somebody else's too, so that ids can't be probed. */
    @GetMapping("/{id}")
    @PreAuthorize("hasAnyRole('member', 'order-manager')")
    Order get(@PathVariable UUID id, Authentication caller) {
        return orders.find(Viewer.of(caller), id).orElseThrow(OrderController::notFound);
    }

    /** Cancels an order; 404 for somebody else's too. */
    @DeleteMapping("/{id}")
    @PreAuthorize("hasAnyRole('member', 'order-manager')")
    ResponseEntity<Void> cancel(@PathVariable UUID id, Authentication caller) {
        if (!orders.remove(Viewer.of(caller), id)) {
            throw notFound();
        }
        return ResponseEntity.noContent().build();
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such order.");
    }
}
