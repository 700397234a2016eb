create table customer_order (
    id uuid primary key,
    owner varchar(255) not null,
    item varchar(200) not null,
    quantity integer not null,
    created_at timestamp with time zone not null
);

create index customer_order_newest on customer_order (created_at desc, id);
create index customer_order_newest_of_owner on customer_order (owner, created_at desc, id);
