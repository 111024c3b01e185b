package io.aftercare.desk.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.conversation.SearchWords;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fichier | Bonjour. Le fichier perd ses accents. Merci. | Le [fichier] perd ses accents.
            accents perdus | J'ai perdu tout. Les accents sont perdus. | Les [accents] sont [perdus].
            lefevre | Who is Hélène Lefèvre? I am. | Who is Hélène [Lefèvre]?
            novak | To katarina.novak@customers.example please | To katarina.[novak]@customers.example please
            print post | I printed a poster. | I [printed] a [poster].
            1603 | It stops with error 1603, see below | It stops with error [1603], see below
            strasse | In der Hauptstraße 5 | In der Hauptstraße 5
            haupt strasse | In der Straße am Hauptweg | In der [Straße] am [Hauptweg]
            """)
    void showsTheSentenceThatHasMostOfTheWords(String typed, String text, String shown) {
        var found = Excerpt.of(text, SearchWords.of(typed));
        assertThat(found.words() == 0 ? text : shown(found)).isEqualTo(shown);
    }

    @Test
    void cutsALongSentenceAroundTheFirstWord() {
        String text = "It goes on and on ".repeat(30) + "until the needle is found " + "and on it goes ".repeat(30);

        var found = Excerpt.of(text, SearchWords.of("needle"));

        assertThat(shown(found)).startsWith("… ").endsWith(" …").contains("the [needle] is found");
        assertThat(shown(found).length()).isLessThan(230);
    }

    @Test
    void aTextWithoutTheWordsHasNone() {
        assertThat(Excerpt.of("Nothing here.", SearchWords.of("needle"))).isEqualTo(
                new Excerpt.Found(0, java.util.List.of()));
        assertThat(SearchWords.of(" ,;- ").isEmpty()).isTrue();
    }

    private static String shown(Excerpt.Found found) {
        return found.parts().stream().map(part -> part.marked() ? "[" + part.text() + "]" : part.text())
                .collect(Collectors.joining());
    }
}
