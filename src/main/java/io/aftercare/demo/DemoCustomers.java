package io.aftercare.demo;

import io.aftercare.entitlement.Customer;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Licences;
import io.aftercare.entitlement.Product;
import io.aftercare.entitlement.Products;
import io.aftercare.policy.PolicyNumbers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Who can be played in the demo: the customers of {@code demo/licences.csv}, with what they own today. */
@Component
@Profile("demo")
class DemoCustomers {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

    private final Licences licences;
    private final Products products;
    private final PolicyNumbers policy;
    private final Clock clock;
    private final List<String> addresses = addresses();

    DemoCustomers(Licences licences, Products products, PolicyNumbers policy, Clock clock) {
        this.licences = licences;
        this.products = products;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * A customer.
     *
     * @param owns one sentence a licence, latest purchase first
     */
    record DemoCustomer(String name, String address, List<String> owns) {
    }

    /** In the order of the file; without those whose purchases are not loaded. */
    List<DemoCustomer> all() {
        return addresses.stream().map(licences::customer).flatMap(Optional::stream).map(this::described).toList();
    }

    private DemoCustomer described(Customer customer) {
        return new DemoCustomer(customer.name(), customer.address(),
                licences.of(customer.address()).stream().map(this::described).toList());
    }

    private String described(Licence licence) {
        LocalDate today = LocalDate.now(clock);
        LocalDate supportUntil = policy.supportUntil(licence.purchasedOn());
        Optional<Product> product = products.find(licence.product());
        String onSale = product.map(found -> found.onSale().version()).orElse(licence.version());
        String entitled = supportUntil.isBefore(today) ? "support ended on " + DAY.format(supportUntil)
                : (supportUntil.equals(today) ? "entitled until today, the last day"
                        : "entitled until " + DAY.format(supportUntil))
                        + (onSale.equals(licence.version()) ? ""
                                : ", but to no patch: version " + onSale + " is on sale");
        return "owns %s %s, bought %s: %s".formatted(product.map(Product::name).orElse(licence.product()),
                licence.version(),
                ago(licence.purchasedOn(), today), entitled);
    }

    private static String ago(LocalDate bought, LocalDate today) {
        long years = ChronoUnit.YEARS.between(bought, today);
        long days = ChronoUnit.DAYS.between(bought.plusYears(years), today);
        if (years == 0) {
            return days == 0 ? "today" : counted(days, "day") + " ago";
        }
        return days == 0 ? counted(years, "year") + " ago to the day"
                : counted(years, "year") + " and " + counted(days, "day") + " ago";
    }

    private static String counted(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }

    private static List<String> addresses() {
        try (var file = DemoCustomers.class.getClassLoader().getResourceAsStream("demo/licences.csv")) {
            List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            int column = List.of(lines.get(0).split(",")).indexOf("email");
            return lines.stream().skip(1).map(line -> line.split(",")[column]).distinct().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
