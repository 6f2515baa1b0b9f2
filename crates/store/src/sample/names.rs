//! Where the sample's people live and what they are called there.

/// A country with offices and names.
pub(super) struct Region {
    pub country: &'static str,
    /// Which branch of the sales team works here.
    pub sales: &'static str,
    pub cities: &'static [&'static str],
    pub given: &'static [&'static str],
    pub surnames: &'static [&'static str],
}

/// The lists of one country have lengths without a common divisor, so that no pair repeats before all were used.
pub(super) const REGIONS: &[Region] = &[
    Region {
        country: "Germany",
        sales: "Sales DACH",
        cities: &["Munich", "Hamburg", "Leipzig"],
        given: &["Jürgen", "Anke", "Lukas", "Hannah", "Matthias", "Birgit", "Felix", "Käthe", "Sven", "Mareike"],
        surnames: &["Müller", "Schäfer", "Vogel", "Böhm", "Krause", "Lindner", "Groß", "Winter", "Zimmermann"],
    },
    Region {
        country: "Switzerland",
        sales: "Sales Zurich",
        cities: &["Zurich", "Bern"],
        given: &["Reto", "Ursina", "Beat", "Flurina", "Luca"],
        surnames: &["Ammann", "Bühler", "Caduff", "Frei", "Meier", "Zürcher"],
    },
    Region {
        country: "France",
        sales: "Sales France",
        cities: &["Lyon", "Paris", "Nantes"],
        given: &["Chloé", "Étienne", "Camille", "Baptiste", "Inès", "Gaëlle", "Théo"],
        surnames: &["Lefèvre", "Garnier", "Rousseau", "Marchand", "Dubois", "Chevalier", "Perrin", "Renard"],
    },
    Region {
        country: "United Kingdom",
        sales: "Sales UK and Ireland",
        cities: &["Leeds", "London", "Belfast"],
        given: &["Amelia", "Oliver", "Priya", "Callum", "Yasmin", "Rhys", "Zadie"],
        surnames: &["Ashworth", "Campbell", "Patel", "Okafor", "Hughes", "Whitfield", "Ahmed", "Doyle"],
    },
    Region {
        country: "Spain",
        sales: "Sales Iberia",
        cities: &["Valencia", "Madrid"],
        given: &["Lucía", "Íñigo", "Marta", "Álvaro", "Nuria"],
        surnames: &["Ibáñez", "Navarro", "Peña", "Castro", "Ortega", "Vidal"],
    },
    Region {
        country: "Poland",
        sales: "Sales Nordics and East",
        cities: &["Kraków", "Gdańsk"],
        given: &["Łukasz", "Agnieszka", "Paweł", "Małgorzata", "Zofia"],
        surnames: &["Wójcik", "Kowalczyk", "Dąbrowska", "Zieliński", "Nowak", "Szymańska"],
    },
    Region {
        country: "Sweden",
        sales: "Sales Nordics and East",
        cities: &["Malmö", "Stockholm"],
        given: &["Åsa", "Björn", "Linnéa", "Håkan", "Saga"],
        surnames: &["Lindqvist", "Öberg", "Sjöström", "Ekdahl", "Nyström", "Hallgren"],
    },
    Region {
        country: "United States",
        sales: "Sales Americas",
        cities: &["Seattle", "Austin", "Columbus"],
        given: &["Imani", "Tyler", "Guadalupe", "Wesley", "Naomi", "Darnell", "Kayla", "Hugo", "Brooke"],
        surnames: &["Washington", "Nguyen", "Ramirez", "Kowalski", "Freeman", "Begay", "Sullivan", "Choi", "Baptiste", "Reyes"],
    },
    Region {
        country: "Brazil",
        sales: "Sales Americas",
        cities: &["São Paulo", "Recife"],
        given: &["João", "Beatriz", "Thaís", "Caetano"],
        surnames: &["Gonçalves", "Araújo", "Falcão", "Moraes", "Queiroz", "Teixeira", "Barbosa"],
    },
    Region {
        country: "India",
        sales: "Sales Asia Pacific",
        cities: &["Pune", "Bengaluru"],
        given: &["Ananya", "Rohan", "Kavya", "Arjun", "Meera", "Vikram", "Ishaan"],
        surnames: &["Iyer", "Deshpande", "Chatterjee", "Reddy", "Kaur", "Menon"],
    },
    Region {
        country: "Japan",
        sales: "Sales Asia Pacific",
        cities: &["Osaka", "Tokyo"],
        given: &["Haruka", "Takumi", "Yui", "Daichi"],
        surnames: &["Watanabe", "Kobayashi", "Matsuda", "Inoue", "Fujimoto", "Ogawa", "Hayashi"],
    },
];

/// Somebody whom the sample needs by name, or whose name is hard on screens.
pub(super) struct Known {
    /// As shown.
    pub display_name: &'static str,
    pub given: &'static str,
    pub surname: &'static str,
    /// The part of the address before the at sign.
    pub alias: &'static str,
    pub department: &'static str,
    pub job_title: &'static str,
    pub city: &'static str,
    pub country: &'static str,
}

/// The people whom the product's own examples are about, then names in other scripts, long ones and short ones.
pub(super) const KNOWN: &[Known] = &[
    known("Ada Lopez", ["Ada", "Lopez"], "ada", ["Operations", "Enrollment manager"], ["Seattle", "United States"]),
    known("Jonas Weber", ["Jonas", "Weber"], "jonas", ["Operations", "Help desk lead"], ["Munich", "Germany"]),
    known("Grace Moreau", ["Grace", "Moreau"], "grace", ["Sales", "Account executive"], ["Lyon", "France"]),
    known("ليلى حداد", ["ليلى", "حداد"], "leila.haddad", ["Sales", "Account executive"], ["Dubai", "United Arab Emirates"]),
    known("יעל לוי", ["יעל", "לוי"], "yael.levi", ["Engineering", "Firmware engineer"], ["Haifa", "Israel"]),
    known("佐藤 健", ["健", "佐藤"], "ken.sato", ["Sales", "Regional lead"], ["Tokyo", "Japan"]),
    known("김민준", ["민준", "김"], "minjun.kim", ["Engineering", "Platform engineer"], ["Seoul", "Korea"]),
    known("Ольга Иванова", ["Ольга", "Иванова"], "olga.ivanova", ["Finance", "Controller"], ["Tallinn", "Estonia"]),
    known("Ελένη Παπαδοπούλου", ["Ελένη", "Παπαδοπούλου"], "eleni.papadopoulou", ["Legal", "Counsel"], ["Athens", "Greece"]),
    known("Aoife O’Brien", ["Aoife", "O’Brien"], "aoife.obrien", ["Support", "Support engineer"], ["Cork", "Ireland"]),
    known("Nguyễn Thị Ánh", ["Ánh", "Nguyễn Thị"], "anh.nguyen", ["Support", "Support engineer"], ["Hanoi", "Vietnam"]),
    known(
        "María del Carmen Fernández-Villaverde y Rodríguez de la Fuente",
        ["María del Carmen", "Fernández-Villaverde y Rodríguez de la Fuente"],
        "mc.fernandez-villaverde",
        ["Sales", "Account executive"],
        ["Madrid", "Spain"],
    ),
    known("Bo Li", ["Bo", "Li"], "bo", ["Field engineering", "Field engineer"], ["Singapore", "Singapore"]),
];

const fn known(
    display_name: &'static str,
    [given, surname]: [&'static str; 2],
    alias: &'static str,
    [department, job_title]: [&'static str; 2],
    [city, country]: [&'static str; 2],
) -> Known {
    Known { display_name, given, surname, alias, department, job_title, city, country }
}
