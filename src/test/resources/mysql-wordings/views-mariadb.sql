select id from orders use index for join (primary) where user_id > 3
select id from orders use index for order by (primary) order by user_id
select id from orders ignore index for group by (primary)
select id from orders force key for join (primary, primary)
select id from users for update
select id from users lock in share mode
select id from users for update skip locked
select id from users order by id limit 3 for update
(select id from users where id > 11 for update)
select id from users union (select id from orders for update)
