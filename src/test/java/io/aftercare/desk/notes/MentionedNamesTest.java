package io.aftercare.desk.notes;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.desk.notes.Colleagues.Colleague;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who a note names, and who it does not. */
class MentionedNamesTest {

    private static final List<Colleague> COLLEAGUES = List.of(new Colleague("uma", "Uma Umber"),
            new Colleague("ugo", "Ugo Ruiz"), new Colleague("u2", "Ugo Ruiz Mar"), new Colleague("zoe", "Zoé D'Or"),
            new Colleague("a.b", "Ann Bell"), new Colleague("ann2", "Ann Cole"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "@uma please look|uma", "@Uma, please|uma", "Ask @Uma Umber.|uma", "(@uma)|uma", "@UMA UMBER|uma",
            "@Uma  Umber|uma", "@Ugo Ruiz Mar and @uma|u2 uma", "@Ugo Ruiz knows|ugo", "@zoé d'or?|zoe", "@zoe|zoe",
            "@a.b knows|a.b", "@Ann|''", "@Ann Cole|ann2", "@umax|''", "write to support@uma|''",
            "x@uma.example or mail@ugo|''", "@nobody @|''", "@uma @uma|uma", "uma|''", "@ugo|ugo"})
    void namesThese(String text, String users) {
        assertThat(String.join(" ", MentionedNames.in(text, COLLEAGUES))).isEqualTo(users);
    }
}
