package io.aftercare.process;

import io.aftercare.conversation.Request;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;

/** What Tasklist and Cockpit show, short enough for the engine, whose strings end at 4,000 characters. */
final class DisplayVariables {

    private static final int LONGEST = 200;

    private DisplayVariables() {
    }

    /** The number, subject and customer of a request, as the variables of a new process. */
    static VariableMap of(Request request) {
        String customer = request.customerName() == null ? request.customerAddress()
                : request.customerName() + " <" + request.customerAddress() + ">";
        return Variables.createVariables()
                .putValue(SupportRequest.REQUEST_NUMBER.name(), request.number().toString())
                .putValue(SupportRequest.SUBJECT.name(), line(request.subject()))
                .putValue(SupportRequest.CUSTOMER.name(), line(customer));
    }

    /** The beginning of a text, as long as a line of a list; null stays null. */
    static String line(String text) {
        return cut(text, LONGEST);
    }

    /** A text of so many characters at most, with an ellipsis where the rest was; null stays null. */
    static String cut(String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
