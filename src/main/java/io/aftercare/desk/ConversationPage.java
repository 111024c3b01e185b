package io.aftercare.desk;

import java.time.Clock;
import java.time.ZoneId;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import jakarta.servlet.http.HttpServletResponse;

/** A conversation to read, for the forms that only link to it. */
@Controller
class ConversationPage {

    private final DeskAccess access;
    private final RequestRecords records;
    private final ZoneId zone;

    ConversationPage(DeskAccess access, RequestRecords records, Clock clock) {
        this.access = access;
        this.records = records;
        this.zone = clock.getZone();
    }

    @GetMapping("/camunda/api/aftercare/requests/{number}/conversation")
    String show(@PathVariable String number, Model model, HttpServletResponse response) {
        access.user();
        model.addAttribute("request", records.detail(access.readable(records.numbered(number))));
        model.addAttribute("zone", zone);
        // The page shows what strangers wrote: nothing on it may run, and nothing is fetched from elsewhere.
        response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                + "form-action 'none'; frame-ancestors 'self'");
        response.setHeader("Cache-Control", "private, no-store");
        return "desk/conversation";
    }
}
