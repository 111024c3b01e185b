package io.aftercare.knowledge.sources;

import io.aftercare.knowledge.Section;
import io.aftercare.unicode.NormalizedText;
import java.text.Normalizer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Recognises a section by the name a web site or an author gave it, in English or French. */
final class SectionNames {

    // Third party first: "Antivirus problems" is about the antivirus. Each entry is the beginning of a word.
    private static final Map<Section, List<String>> WORDS = new EnumMap<>(Map.of(
            Section.THIRD_PARTY, List.of("third party", "other software", "other program", "antivirus", "firewall",
                    "operating system", "printer", "tiers", "autres logiciel", "pare feu", "systeme d exploitation",
                    "imprimante"),
            Section.COMMERCIAL, List.of("commercial", "sales", "purchas", "buying", "order", "invoice", "billing",
                    "payment", "price", "pricing", "shop", "store", "licen", "upgrade", "achat", "achet", "commande",
                    "factur", "paiement", "tarif", "prix", "boutique"),
            Section.TECHNICAL, List.of("technical", "troubleshoot", "error", "problem", "bug", "crash", "installation",
                    "installing", "damaged", "technique", "depannage", "erreur", "probleme", "panne", "installer",
                    "endommage"),
            Section.USE, List.of("use", "using", "usage", "user guide", "how to", "getting started", "first steps",
                    "tutorial", "guide", "function", "feature", "utilis", "prise en main", "premiers pas", "tutoriel",
                    "fonction", "comment")));
    private static final List<Section> ORDER =
            List.of(Section.THIRD_PARTY, Section.COMMERCIAL, Section.TECHNICAL, Section.USE);

    private static final int LONGEST = 500;

    private SectionNames() {
    }

    /** Empty when the name says nothing of the kind. */
    static Optional<Section> recognise(String name) {
        String plain = " " + NormalizedText.of(name.substring(0, Math.min(name.length(), LONGEST)), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ");
        return ORDER.stream()
                .filter(section -> WORDS.get(section).stream().anyMatch(word -> plain.contains(" " + word)))
                .findFirst();
    }
}
