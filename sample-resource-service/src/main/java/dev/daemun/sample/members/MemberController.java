package dev.daemun.sample.members;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Members")
class MemberController {
    private final Members members;

    MemberController(Members members) {
        this.members = members;
    }

    /** The hundred members who signed in last, as far as the identity events have said. */
    @GetMapping("/members")
    @PreAuthorize("hasRole('order-manager')")
    List<Member> list() {
        return members.latest();
    }
}
