package io.aftercare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModuleDependency;
import org.springframework.modulith.core.ApplicationModules;

/** The modules and who uses whom, as the code has it: a picture, and beside it a table with every dependency. */
final class ModulePicture {

    private final TreeMap<String, ApplicationModule> modules = new TreeMap<>();
    /** By module, by module that it uses directly: the interfaces through which it does. */
    private final TreeMap<String, TreeMap<String, Set<String>>> uses = new TreeMap<>();

    private ModulePicture(ApplicationModules all) {
        all.stream().forEach(module -> {
            String name = module.getIdentifier().toString();
            modules.put(name, module);
            var used = new TreeMap<String, Set<String>>();
            module.getDirectDependencies(all).stream().forEach(dependency -> used
                    .computeIfAbsent(dependency.getTargetModule().getIdentifier().toString(), target -> new TreeSet<>())
                    .addAll(interfacesOf(dependency)));
            uses.put(name, used);
        });
    }

    /** Markdown, the same for the same code. */
    static String of(Class<?> application) {
        var picture = new ModulePicture(ApplicationModules.of(application));
        return picture.graph() + "\n" + picture.table();
    }

    /** What follows from other arrows is left out, or nobody could follow them; a label names the part that is used. */
    private String graph() {
        var lines = new StringBuilder("```mermaid\nflowchart TB\n");
        List<String> fromTheTop = modules.keySet().stream()
                .sorted(Comparator.comparingInt(this::layer).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
        fromTheTop.forEach(name -> lines.append("    ").append(name).append("[\"")
                .append(modules.get(name).getDisplayName()).append("\"]\n"));
        fromTheTop.forEach(name -> uses.get(name).keySet().stream().filter(used -> !alsoReached(name, used))
                .forEach(used -> lines.append("    ").append(name).append(" -->").append(label(name, used))
                        .append(' ').append(used).append('\n')));
        return lines.append("```\n").toString();
    }

    private String table() {
        var lines = new ArrayList<>(List.of("| module | uses |", "|---|---|"));
        uses.forEach((name, used) -> lines.add("| `" + name + "` | " + (used.isEmpty() ? "nothing"
                : used.values().stream().flatMap(Set::stream).map(each -> "`" + each + "`")
                        .collect(Collectors.joining(", ")))
                + " |"));
        return String.join("\n", lines) + "\n";
    }

    /** Above everything it uses; 0 for what uses nothing. */
    private int layer(String name) {
        return uses.get(name).keySet().stream().mapToInt(used -> layer(used) + 1).max().orElse(0);
    }

    private boolean alsoReached(String name, String used) {
        return uses.get(name).keySet().stream()
                .anyMatch(other -> !other.equals(used) && whole(name, other) && reaches(other, used));
    }

    private boolean reaches(String name, String used) {
        return whole(name, used) || uses.get(name).keySet().stream()
                .anyMatch(other -> whole(name, other) && reaches(other, used));
    }

    /** Not only a part of it, of which what the rest uses does not follow. */
    private boolean whole(String name, String used) {
        return uses.get(name).getOrDefault(used, Set.of()).contains(used);
    }

    private String label(String name, String used) {
        return whole(name, used) ? ""
                : uses.get(name).get(used).stream().map(part -> part.replaceFirst(".* :: ", ""))
                        .collect(Collectors.joining(", ", "|", "|"));
    }

    private static Set<String> interfacesOf(ApplicationModuleDependency dependency) {
        String target = dependency.getTargetModule().getIdentifier().toString();
        return dependency.getTargetModule().getNamedInterfaces()
                .getNamedInterfacesContaining(dependency.getTargetType())
                .map(through -> through.isUnnamed() ? target : target + " :: " + through.getName())
                .collect(Collectors.toSet());
    }
}
