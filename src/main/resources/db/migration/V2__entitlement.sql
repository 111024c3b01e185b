-- Who bought what and when, as imported.

-- One version a product is on sale, so the product names it: two or none cannot be stored.
create table product (
    code            varchar(100) primary key,
    name            varchar(200) not null,
    aliases         varchar(2000),
    version_on_sale varchar(50)  not null
);

create table product_version (
    product  varchar(100) not null references product (code) on delete cascade,
    version  varchar(50)  not null,
    released date         not null,
    primary key (product, version)
);

create table customer (
    address  varchar(320) primary key,
    name     varchar(200),
    language varchar(10)
);

-- The normalised columns hold capital letters and digits only: keys are found however customers type them.
create table licence (
    normalised_key   varchar(100) primary key,
    licence_key      varchar(100) not null,
    order_number     varchar(100),
    normalised_order varchar(100),
    customer_address varchar(320) not null references customer (address) on delete cascade,
    product          varchar(100) not null references product (code),
    edition          varchar(100),
    version          varchar(50)  not null,
    purchased_on     date         not null         -- vendor's zone
);
create index licence_order on licence (normalised_order);
create index licence_customer on licence (customer_address);
create index licence_product on licence (product);
