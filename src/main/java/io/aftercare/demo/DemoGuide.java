package io.aftercare.demo;

import io.aftercare.helpcentre.StartPageGuide;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Tells the visitor of the start page who can do what where. */
@Component
@Profile("demo")
class DemoGuide implements StartPageGuide {

    private static final Place TASKLIST = new Place("Tasklist", "/camunda/app/tasklist/");
    private static final Place COCKPIT = new Place("Cockpit", "/camunda/app/cockpit/");
    private static final Place ADMIN = new Place("Admin", "/camunda/app/admin/");

    private final DemoPeople people;

    DemoGuide(DemoPeople people) {
        this.people = people;
    }

    @Override
    public List<Role> roles(Locale language) {
        boolean french = language.getLanguage().equals("fr");
        var roles = new ArrayList<Role>();
        roles.add(new Role(french ? "Client" : "Customer", null, null,
                french ? "Écrit un courriel au support et lit les réponses, cherche dans l’aide, utilise le formulaire."
                        : "Writes mail to the support and reads the answers, searches the help, uses the contact form.",
                List.of(new Place(french ? "Boîte aux lettres" : "Mailbox",
                        "/demo/mailbox?address=anna.lindqvist@customers.example"),
                        new Place(french ? "Formulaire" : "Contact form", "/contact"))));
        for (DemoPerson person : people.all()) {
            roles.add(new Role(person.name(), person.user(), person.password(), sentence(person, french),
                    places(person)));
        }
        roles.add(new Role(french ? "Programmes" : "Programs", null, null,
                french ? "Lisent et écrivent par l’interface JSON." : "Read and write through the JSON API.",
                List.of(new Place("OpenAPI", "/v3/api-docs"))));
        return roles;
    }

    private static String sentence(DemoPerson person, boolean french) {
        String role = french ? person.frenchRole() : person.role();
        return Character.toUpperCase(role.charAt(0)) + role.substring(1) + ".";
    }

    private static List<Place> places(DemoPerson person) {
        return switch (person.user()) {
            case "maria" -> List.of(TASKLIST, COCKPIT);
            case "daniel" -> List.of(COCKPIT);
            case "admin" -> List.of(TASKLIST, COCKPIT, ADMIN);
            default -> List.of(TASKLIST);
        };
    }
}
