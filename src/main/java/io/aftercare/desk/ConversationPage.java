package io.aftercare.desk;

import io.aftercare.conversation.IncomingPost;
import io.aftercare.conversation.ParkedMail;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.UndeliverableAddresses;
import io.aftercare.conversation.UndeliveredLetter;
import io.aftercare.conversation.UndeliveredLetters;
import io.aftercare.entitlement.Product;
import io.aftercare.entitlement.Products;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.ZoneId;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.task.Task;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** A conversation to read: on a page of its own, and in the tab of Tasklist that stands beside the form of a task. */
@Controller
class ConversationPage {

    private final DeskAccess access;
    private final RequestRecords records;
    private final Products products;
    private final IncomingPost post;
    private final UndeliveredLetters undelivered;
    private final UndeliverableAddresses addresses;
    private final ZoneId zone;

    ConversationPage(DeskAccess access, RequestRecords records, Products products, IncomingPost post,
            UndeliveredLetters undelivered, UndeliverableAddresses addresses, Clock clock) {
        this.access = access;
        this.records = records;
        this.products = products;
        this.post = post;
        this.undelivered = undelivered;
        this.addresses = addresses;
        this.zone = clock.getZone();
    }

    @GetMapping("/camunda/api/aftercare/requests/{number}/conversation")
    String ofRequest(@PathVariable String number, Model model, HttpServletResponse response) {
        protect(response);
        access.user();
        return show(access.readable(records.numbered(number)), false, model);
    }

    /** The conversation of the task's request; of a task that handles a mail, the mail. */
    @GetMapping("/camunda/api/aftercare/tasks/{task}/conversation")
    String ofTask(@PathVariable String task, Model model, HttpServletResponse response) {
        protect(response);
        Task open = access.task(task);
        return access.mailOf(open).map(mail -> show(mail, model))
                .orElseGet(() -> show(access.requestOf(open), true, model));
    }

    /** A sentence where the conversation would stand. */
    @ExceptionHandler
    String nothingToShow(ResponseStatusException reason, Model model, HttpServletResponse response) {
        protect(response);
        response.setStatus(reason.getStatusCode().value());
        model.addAttribute("sentence", reason.getReason());
        return "desk/no-conversation";
    }

    private String show(RequestNumber number, boolean inTasklist, Model model) {
        RequestDetail request = records.detail(number);
        model.addAttribute("request", request);
        model.addAttribute("product", request.product() == null ? null
                : products.find(request.product()).map(Product::name).orElse(request.product()));
        model.addAttribute("words", new Words());
        model.addAttribute("undelivered", undelivered.of(number).stream()
                .collect(Collectors.toMap(UndeliveredLetter::messageId, UndeliveredLetter::reason)));
        model.addAttribute("blocked", addresses.find(request.customer().address()).orElse(null));
        model.addAttribute("inTasklist", inTasklist);
        model.addAttribute("zone", zone);
        return "desk/conversation";
    }

    private String show(long id, Model model) {
        ParkedMail mail = post.parked(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND,
                "There is no mail " + id + ", or it stands with its request by now."));
        model.addAttribute("mail", mail);
        model.addAttribute("zone", zone);
        return "desk/unreadable-mail";
    }

    /** The pages show what strangers wrote: nothing on them may run, and nothing is fetched from elsewhere. */
    private static void protect(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                + "form-action 'none'; frame-ancestors 'self'");
        response.setHeader("Cache-Control", "private, no-store");
    }
}
