package io.aftercare.helpcentre;

import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.process.CustomerChoice;
import io.aftercare.process.RequestProcess;
import io.aftercare.process.SuspendedInEngineException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.util.WebUtils;

/**
 * The links in our mails. Opening one changes nothing, since mail scanners open links; the button on the page decides.
 * The token is the secret that shows it is the customer.
 */
@Controller
class CustomerChoiceController {

    private static final String PATH = "/requests/{token}/{choice:solved|still-need-help|withdraw}";
    private static final Map<String, CustomerChoice> CHOICES = Map.of("solved", CustomerChoice.SOLVED,
            "still-need-help", CustomerChoice.STILL_NEEDS_HELP, "withdraw", CustomerChoice.WITHDRAW);

    private final Requests requests;
    private final RequestProcess process;

    CustomerChoiceController(Requests requests, RequestProcess process) {
        this.requests = requests;
        this.process = process;
    }

    @GetMapping(PATH)
    String ask(@PathVariable String token, @PathVariable String choice, Model model, HttpServletRequest call,
            HttpServletResponse response) {
        Optional<Request> request = requests.findByToken(token);
        if (request.isEmpty()) {
            return unknown(response);
        }
        boolean open = request.get().closed() ? process.reopens(request.get(), CHOICES.get(choice))
                : !process.onHold(request.get().number());
        return show(model, request.get(), choice, open ? "ask" : settled(request.get(), choice), call);
    }

    @PostMapping(PATH)
    String decide(@PathVariable String token, @PathVariable String choice,
            @RequestParam(required = false) Purpose letter, Model model, HttpServletRequest call,
            HttpServletResponse response) {
        Optional<Request> request = requests.findByToken(token);
        if (request.isEmpty()) {
            return unknown(response);
        }
        boolean done;
        try {
            done = process.choose(request.get().number(), CHOICES.get(choice), letter);
        } catch (SuspendedInEngineException suspended) {
            return show(model, request.get(), choice, "held", call);
        }
        String state = done ? "done" : settled(requests.get(request.get().number()), choice);
        return show(model, request.get(), choice, state, call);
    }

    /**
     * Why a choice is not open: made already, the request closed otherwise, or on hold, or a person has it in hand.
     */
    private String settled(Request request, String choice) {
        boolean made = switch (CHOICES.get(choice)) {
            case SOLVED -> request.outcome() == Outcome.SOLVED_BY_ARTICLE || request.outcome() == Outcome.ANSWERED
                    || request.outcome() == Outcome.PATCHED;
            case WITHDRAW -> request.outcome() == Outcome.WITHDRAWN;
            case STILL_NEEDS_HELP -> false;
        };
        if (!request.closed()) {
            return process.onHold(request.number()) ? "held" : "underway";
        }
        return made ? "already" : "closed";
    }

    private static String show(Model model, Request request, String choice, String state, HttpServletRequest call) {
        speak(request, call);
        model.addAttribute("number", request.number().toString());
        model.addAttribute("choice", choice);
        model.addAttribute("state", state);
        return "helpcentre/choice";
    }

    /** Who comes from a mail reads on in its language, unless they chose another one here. */
    static void speak(Request request, HttpServletRequest call) {
        if (call.getParameter("lang") == null && WebUtils.getCookie(call, HelpCentreWeb.LANGUAGE_COOKIE) == null) {
            // For this page only: a cookie would hold for the next mail too, whatever its language.
            call.setAttribute(CookieLocaleResolver.LOCALE_REQUEST_ATTRIBUTE_NAME,
                    "fr".equals(request.language()) ? Locale.FRENCH : Locale.ENGLISH);
        }
    }

    private static String unknown(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        return "helpcentre/choice-unknown";
    }
}
