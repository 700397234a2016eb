package dev.daemun.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The rules of orders, on whichever database a subclass names. */
@SpringBootTest
@AutoConfigureMockMvc
abstract class OrdersTest {
    @Autowired
    private MockMvcTester mvc;

    @Test
    void anOwnerSeesTheirOwnAndNobodyElses() {
        Caller owner = Caller.member();
        Caller other = Caller.member();
        String id = order(owner, "{\"item\":\"대문 열쇠\",\"quantity\":2}");
        assertThat(get(owner, "/orders/" + id))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("item")
                .isEqualTo("대문 열쇠");
        assertThat(get(owner, "/orders")).bodyJson().extractingPath("total").isEqualTo(1);

        assertThat(get(other, "/orders/" + id)).hasStatus(404);
        assertThat(get(other, "/orders")).bodyJson().extractingPath("total").isEqualTo(0);
        assertThat(mvc.delete().uri("/orders/" + id).with(other.token())).hasStatus(404);
        assertThat(get(owner, "/orders/" + id)).as("nobody else can cancel it").hasStatusOk();

        assertThat(mvc.delete().uri("/orders/" + id).with(owner.token())).hasStatus(204);
        assertThat(get(owner, "/orders/" + id)).hasStatus(404);
    }

    @Test
    void anOrderManagerSeesAll() {
        Caller owner = Caller.member();
        String id = order(owner, "{\"item\":\"key\",\"quantity\":1}");
        assertThat(get(Caller.manager(), "/orders/" + id))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("owner")
                .isEqualTo(owner.subject());
        assertThat(mvc.delete().uri("/orders/" + id).with(Caller.manager().token()))
                .hasStatus(204);
    }

    @Test
    void withoutARoleThereIsNothing() {
        Caller nobody = new Caller("nobody", java.util.List.of("order-Manager", "Member"));
        assertThat(get(nobody, "/orders")).hasStatus(403).contentType().isEqualTo("application/problem+json");
        assertThat(post(nobody, "{\"item\":\"key\",\"quantity\":1}")).hasStatus(403);
        assertThat(mvc.get().uri("/orders")).hasStatus(401);
        Caller manager = new Caller("report", java.util.List.of("order-manager"));
        assertThat(post(manager, "{\"item\":\"key\",\"quantity\":1}"))
                .as("managing is not ordering")
                .hasStatus(403);
    }

    @Test
    void pagesFollowOneAnotherWithoutGapOrRepeat() {
        Caller owner = Caller.member();
        for (int i = 0; i < 5; i++) {
            order(owner, "{\"item\":\"item " + i + "\",\"quantity\":1}");
        }
        assertThat(get(owner, "/orders?size=2"))
                .bodyJson()
                .extractingPath("items[*].item")
                .asArray()
                .containsExactly("item 4", "item 3");
        assertThat(get(owner, "/orders?size=2&page=2"))
                .bodyJson()
                .extractingPath("items[*].item")
                .asArray()
                .containsExactly("item 0");
        assertThat(get(owner, "/orders?size=2&page=3"))
                .bodyJson()
                .extractingPath("items")
                .asArray()
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"item\":\"\",\"quantity\":1}",
                "{\"item\":\"  \",\"quantity\":1}",
                "{\"item\":\"a\\u0000b\",\"quantity\":1}",
                "{\"item\":\"a\\nb\",\"quantity\":1}",
                "{\"item\":\"key\",\"quantity\":0}",
                "{\"item\":\"key\",\"quantity\":1001}",
                "{\"item\":\"key\",\"quantity\":99999999999}",
                "{\"item\":\"key\",\"quantity\":1,\"owner\":\"somebody else\"}",
                "{\"item\":{},\"quantity\":1}",
                "[]",
                "null",
                "{\"item\":\"key\"",
                ""
            })
    void badInputChangesNothing(String body) {
        Caller owner = Caller.member();
        assertThat(post(owner, body)).hasStatus(400).contentType().isEqualTo("application/problem+json");
        assertThat(get(owner, "/orders")).bodyJson().extractingPath("total").isEqualTo(0);
    }

    @Test
    void aWrongFieldIsNamed() {
        assertThat(post(Caller.member(), "{\"item\":\"" + "x".repeat(201) + "\",\"quantity\":1}"))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("errors[0].field")
                .isEqualTo("item");
        assertThat(get(Caller.member(), "/orders?size=101"))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("errors[0].field")
                .isEqualTo("size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"size=0", "size=-1", "page=-1", "page=x", "size=99999999999", "page=2147483647"})
    void badPagesAreRefused(String query) {
        assertThat(get(Caller.member(), "/orders?" + query)).hasStatus(400);
    }

    @Test
    void textIsStoredAsItIs() {
        String text = "'); drop table customer_order; -- <script>alert(1)</script> 🔑";
        Caller owner = Caller.member();
        String id = order(owner, "{\"item\":\"" + text + "\",\"quantity\":1}");
        assertThat(get(owner, "/orders/" + id))
                .bodyJson()
                .extractingPath("item")
                .isEqualTo(text);
    }

    @Test
    void strangeIdsAndBodiesAreRefused() {
        assertThat(get(Caller.member(), "/orders/1")).hasStatus(400);
        assertThat(get(Caller.member(), "/orders/" + UUID.randomUUID())).hasStatus(404);
        assertThat(post(Caller.member(), "{\"item\":\"" + "x".repeat(20_000) + "\",\"quantity\":1}"))
                .hasStatus(413);
        assertThat(mvc.post().uri("/orders").with(Caller.member().token()).content("item=key"))
                .hasStatus(415);
    }

    @Test
    void meIsWhatTheTokenSays() {
        Caller caller = Caller.manager();
        assertThat(get(caller, "/me")).hasStatusOk().bodyJson().satisfies(me -> {
            assertThat(me).extractingPath("subject").isEqualTo(caller.subject());
            assertThat(me).extractingPath("roles").asArray().containsExactly("member", "order-manager");
            assertThat(me).extractingPath("idp").isEqualTo("password");
        });
    }

    private String order(Caller caller, String body) {
        MvcTestResult made = post(caller, body);
        assertThat(made).hasStatus(201);
        String location = made.getResponse().getHeader("Location");
        assertThat(location).startsWith("/orders/");
        return location.substring("/orders/".length());
    }

    private MvcTestResult post(Caller caller, String body) {
        return mvc.post()
                .uri("/orders")
                .with(caller.token())
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private MvcTestResult get(Caller caller, String uri) {
        return mvc.get().uri(uri).with(caller.token()).exchange();
    }
}
