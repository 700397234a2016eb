package dev.daemun.standins.page;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.nodes.Entities;

/**
 * The page on which a person chooses a user of the cast and agrees or cancels. Its form is posted to the address of the page
 * itself, so that the whole authorization request is checked a second time.
 */
public record ConsentPage(Page page) {
    /** The page as HTML. A login hint (id or e-mail) selects a person beforehand. */
    public String of(List<Person> cast, List<String> items, Optional<String> loginHint) {
        String people = cast.stream()
                .map(person -> person.radio(chosen(cast, loginHint).equals(person.id())))
                .collect(Collectors.joining());
        String list = items.stream()
                .map(item -> "<li>" + Entities.escape(item) + "</li>")
                .collect(Collectors.joining());
        return page.around(page.choose("Sign in with " + page.provider(), page.provider() + " 로그인"), """
                <form method="post">
                <fieldset>
                <legend>%s</legend>
                %s
                </fieldset>
                <h2 id="items">%s</h2>
                <ul aria-labelledby="items">%s</ul>
                <label><input type="checkbox" name="remember" value="on"> %s</label>
                <div class="actions">
                <button class="agree" name="decision" value="agree">%s</button>
                <button name="decision" value="cancel">%s</button>
                </div>
                </form>
                """.formatted(
                        page.choose("Who signs in?", "누구로 로그인할까요?"),
                        people,
                        page.choose("The service asks for", "서비스에 제공되는 정보"),
                        list,
                        page.choose("Keep me signed in", "로그인 상태 유지"),
                        page.choose("Agree and continue", "동의하고 계속하기"),
                        page.choose("Cancel", "취소")));
    }

    private static String chosen(List<Person> cast, Optional<String> loginHint) {
        return cast.stream()
                .filter(person -> loginHint
                        .filter(hint -> hint.equals(person.id())
                                || hint.equals(person.email().orElse(null)))
                        .isPresent())
                .findFirst()
                .or(() -> cast.stream().findFirst())
                .map(Person::id)
                .orElse("");
    }
}
