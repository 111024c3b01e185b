package io.aftercare.platform.deployment;

/** What a name that is written without an expression stands for. */
enum Kind {
    PROCESS("process"),
    DECISION("decision"),
    FORM("form"),
    FILE("file"),
    MESSAGE("message"),
    SIGNAL_THROWN("event that throws the signal"),
    SIGNAL_CAUGHT("event that catches the signal"),
    ERROR_CODE("step or event that throws the error"),
    ESCALATION_CODE("event that throws the escalation");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    /** As a sentence calls it. */
    String label() {
        return label;
    }
}
