package dev.daemun.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The rules of orders, on whichever database a subclass names. */
@SpringBootTest
@AutoConfigureMockMvc
abstract class OrdersTest {
    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private JdbcClient database;

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
    void anOrderManagerAloneReadsNames() {
        Caller owner = Caller.member();
        database.sql("insert into member (id, username, first_name, last_name, enabled, deleted, sequence)"
                        + " values (:id, 'gildong', '길동', '홍', true, false, 1)")
                .param("id", owner.subject())
                .update();
        String id = order(owner, "{\"item\":\"key\",\"quantity\":1}");
        assertThat(get(Caller.manager(), "/orders/" + id))
                .bodyJson()
                .extractingPath("ownerName")
                .isEqualTo("홍길동");
        assertThat(get(owner, "/orders/" + id)).bodyText().doesNotContain("ownerName", "길동");
        assertThat(get(owner, "/orders")).bodyText().doesNotContain("ownerName", "길동");
        String ofNobody = order(Caller.member(), "{\"item\":\"key\",\"quantity\":1}");
        assertThat(get(Caller.manager(), "/orders/" + ofNobody))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("ownerName");
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
                "{\"item\":true,\"quantity\":1}",
                "{\"item\":1,\"quantity\":1}",
                "{\"item\":1.5,\"quantity\":1}",
                "{\"item\":\"key\",\"quantity\":1.9}",
                "{\"item\":\"key\",\"quantity\":1000.9}",
                "{\"item\":\"key\",\"quantity\":1e2}",
                "{\"item\":\"key\",\"quantity\":\"5\"}",
                "{\"item\":\"key\",\"quantity\":\"\"}",
                "{\"item\":\"key\",\"quantity\":true}",
                "{\"item\":\"key\",\"quantity\":null}",
                "{\"item\":\"key\",\"quantity\":[1]}",
                "{\"item\":\"key\",\"quantity\":1,\"quantity\":2}",
                "{\"item\":\"key\",\"quantity\":1} {}",
                "{\"item\":\"key \\u202e\",\"quantity\":12}",
                "{\"item\":\"\\u2066key\",\"quantity\":1}",
                "{\"item\":\"key\\u200f\",\"quantity\":1}",
                "{\"item\":\"key\\u061c\",\"quantity\":1}",
                "{\"item\":\"a\\u0085b\",\"quantity\":1}",
                "{\"item\":\"a\\u2028b\",\"quantity\":1}",
                "{\"item\":\"a\\ufeffb\",\"quantity\":1}",
                "{\"item\":\"a\\udb40\\udc41\",\"quantity\":1}",
                "{\"item\":\"a\\ud800\",\"quantity\":1}",
                "{\"item\":\"a\\ue000\",\"quantity\":1}",
                "{\"item\":\"\\u3164\",\"quantity\":1}",
                "{\"item\":\"\\u115f\\u1160\",\"quantity\":1}",
                "{\"item\":\"\\u2800\",\"quantity\":1}",
                "{\"item\":\"\\u200b\",\"quantity\":1}",
                "{\"item\":\"\\u00a0\\u3000\",\"quantity\":1}",
                "{\"item\":\"\\u200d\",\"quantity\":1}",
                "{\"item\":\"\\u0301\",\"quantity\":1}",
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

    @ParameterizedTest
    @CsvSource({
        "true, 1, item",
        "'\"key\"', 1.9, quantity",
        "'\"key\"', '\"5\"', quantity",
        "'\"key \\u202e\"', 12, item"
    })
    void aFieldOfAnotherTypeIsNamed(String item, String quantity, String field) {
        assertThat(post(Caller.member(), "{\"item\":" + item + ",\"quantity\":" + quantity + "}"))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("errors[*].field")
                .asArray()
                .containsOnly(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'); drop table customer_order; -- <script>alert(1)</script> 🔑",
                "대문 열쇠",
                "👨‍👩‍👧‍👦 👍🏽 🇰🇷",
                "مفتاح",
                "मुफ़्त क्‍ष",
                "é = e\u0301",
                "1 × 2",
            })
    void textIsStoredAsItIs(String text) {
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
