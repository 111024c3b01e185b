package io.aftercare.desk.savedreplies;

import java.util.Optional;
import java.util.stream.Stream;

/** What may stand in a saved reply in double braces and is filled in from the request: the one list of it. */
enum Placeholder {

    CUSTOMER_NAME("customer.name", "Name of the customer", "Ada Archer"),
    CUSTOMER_ADDRESS("customer.address", "Address of the customer", "ada@example.org"),
    REQUEST_NUMBER("request.number", "Number of the request", "AC-000042"),
    REQUEST_SUBJECT("request.subject", "Subject of the request", "Two trees after the update"),
    PRODUCT("product", "Name of the product", "Heirloom"),
    VERSION("version", "Version that the customer has", "2026"),
    LICENCE_KEY("licence.key", "Key of the licence that the request stands on", "HEI-4711"),
    LICENCE_UNTIL("licence.until", "Last day on which that licence has support", null),
    AGENT_NAME("agent.name", "Name of who answers", "Ursula Lind"),
    TODAY("today", "Today’s date", null);

    private final String key;
    private final String meaning;
    private final String example;

    Placeholder(String key, String meaning, String example) {
        this.key = key;
        this.meaning = meaning;
        this.example = example;
    }

    /** What stands between the braces. */
    public String key() {
        return key;
    }

    /** As it is written into a text. */
    public String written() {
        return "{{" + key + "}}";
    }

    public String meaning() {
        return meaning;
    }

    /** Null for a day, which is written in the language of the text. */
    String example() {
        return example;
    }

    /** Upper and lower case are one. */
    static Optional<Placeholder> of(String key) {
        return Stream.of(values()).filter(known -> known.key.equalsIgnoreCase(key)).findFirst();
    }
}
